"""What the ticket's form asks while it is being filled."""

from datetime import datetime
from typing import Any

from flask import jsonify, request
from flask_admin import expose
from flask_login import current_user
from sqlalchemy import select

from admin_views.framework.forms.lookups import ScopedLookup, look_up
from admin_views.framework.lists.search import search_few
from admin_views.framework.lists.search_config import CUSTOMERS
from admin_views.framework.model_view import LARGEST_ID
from admin_views.visits.ticket_form import VisitForm, zone_of_site
from app.core.clock import ZONES
from app.core.db import db
from app.core.i18n import gettext
from app.core.identifiers import read_id
from app.models.customers.customer import Customer, CustomerStatus, Site
from app.policies.visibility import customers_visible_to
from workflows.visits import count_free_technicians

MOST_SITES = 50


class TicketLookups:
    """Mixed into the tickets' screen: customers, their sites, and how many technicians are free."""

    @expose("/customers")
    def customers(self) -> Any:
        narrowed = ScopedLookup(
            "customer",
            Customer,
            plan=CUSTOMERS,
            narrow=lambda query: query.where(
                customers_visible_to(current_user), Customer.status == CustomerStatus.ACTIVE
            ),
        )
        return look_up(narrowed)

    @expose("/sites")
    def sites(self) -> Any:
        """The sites of one customer: [[id, name and address], …]."""
        customer_id = request.args.get("customer_id", 0, type=int)
        if not 0 < customer_id <= LARGEST_ID:
            return jsonify([])
        theirs = select(Site).where(Site.customer_id == customer_id, Site.deleted_at.is_(None))
        words = request.args.get("query", "").replace("\x00", "").strip()[:100]
        if words:
            parts = (Site.name, Site.street, Site.village, Site.district, Site.city, Site.landmark)
            theirs = search_few(theirs, words, *parts)
        found = db.session.scalars(theirs.order_by(Site.id).limit(MOST_SITES))
        return jsonify([[site.id, f"{site.name}, {site.address_line}".strip(", ")] for site in found])

    @expose("/free")
    def free(self) -> Any:
        """How many technicians could come at that time; asked while CS is typing."""
        form = VisitForm(request.args)
        start, end = form.planned_start.data, form.planned_end.data
        if not isinstance(start, datetime) or not isinstance(end, datetime) or end <= start:
            return jsonify(free=None, text=gettext("Isi waktu mulai dan selesai."), enough=True)
        zone, session = zone_of_site(request.args.get("site_id")).key, db.session()
        site = session.get(Site, read_id(request.args.get("site_id", "")) or 0)
        plan = {"planned_start": start, "planned_end": end, "time_zone": zone, "skill_id": form.skill_id.data}
        free, all_free = count_free_technicians(session, **plan, site=site), count_free_technicians(session, **plan)
        text = gettext("%(free)d teknisi tersedia pada waktu itu (%(zone)s).", free=free, zone=ZONES[zone])
        if all_free > free:
            text += " " + gettext("%(count)d lagi di luar wilayah lokasi ini.", count=all_free - free)
        return jsonify(free=free, text=text, enough=free >= (form.quota.data or 1))
