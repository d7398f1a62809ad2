"""What the panel's list is measured against: stock Flask-Admin, and a bare Jinja page, on the same table."""

from pathlib import Path
from typing import Any

from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_babel import Babel
from sqlalchemy import select

from app.core.db import db
from app.models.customers.customer import Customer
from app.models.visits.visit import VisitTicket

COLUMNS = ("number", "customer", "problem", "priority", "planned_start", "places_taken", "status")

_BARE = """<!doctype html><html lang="id"><head><title>Tiket</title></head><body><table>
<tr>{% for name in names %}<th>{{ name }}</th>{% endfor %}</tr>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}
</table></body></html>"""


class StockView(ModelView):
    """As the documentation shows it, with the same columns, search, filter and order."""

    column_list = COLUMNS
    column_searchable_list = ("number", "problem", "customer.name")
    column_filters = ("status", "priority", "planned_start")
    column_default_sort = ("id", True)
    page_size = 25
    can_view_details = True


def stock_app(database_url: str) -> Flask:
    app = Flask("stock", root_path=str(Path(__file__).parent))
    app.config.update(SQLALCHEMY_DATABASE_URI=database_url, SECRET_KEY="x")
    db.init_app(app)
    Babel(app)
    admin = Admin(app, name="Stock")
    admin.add_view(StockView(VisitTicket, db, endpoint="visit", url="visits"))
    _bare(app)
    return app


def _bare(app: Flask) -> None:
    template = app.jinja_env.from_string(_BARE)
    table = VisitTicket.__table__
    shown = select(
        table.c.number,
        Customer.name,
        table.c.problem,
        table.c.priority,
        table.c.planned_start,
        table.c.places_taken,
        table.c.status,
    ).join(Customer, Customer.id == table.c.customer_id)

    @app.get("/bare")
    def bare() -> Any:
        rows = db.session.execute(shown.order_by(table.c.id.desc()).limit(25)).all()
        return template.render(names=COLUMNS, rows=rows)
