"""Records of what happened on a visit."""

from typing import Any
from zoneinfo import ZoneInfo


class AtSite:
    """Moments of the record's page, its history and its forms are in the zone of the visit's site."""

    def zone_for(self, record: Any) -> ZoneInfo:
        return ZoneInfo(record.visit.site.time_zone)
