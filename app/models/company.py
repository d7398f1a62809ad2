"""The company: letterhead, bank, tax rule, settings. Exactly one row."""

from datetime import datetime, time

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, SmallInteger, String, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import DEFAULT_ZONE, ZONES
from app.core.db import Base, one_of

CHECKIN_RADIUS_M = 200  # of a company that has chosen none


class Company(Base):
    __tablename__ = "company"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, default=1)
    name: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(Text, default="")
    city: Mapped[str] = mapped_column(String(60), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    npwp: Mapped[str] = mapped_column(String(22), default="")
    signer_name: Mapped[str] = mapped_column(String(120), default="")
    signer_title: Mapped[str] = mapped_column(String(80), default="")
    bank_name: Mapped[str] = mapped_column(String(60), default="")
    bank_account: Mapped[str] = mapped_column(String(40), default="")
    bank_holder: Mapped[str] = mapped_column(String(120), default="")
    time_zone: Mapped[str] = one_of(list(ZONES), "time_zone", default=DEFAULT_ZONE)
    logo_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id", ondelete="SET NULL"))
    stamp_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id", ondelete="SET NULL"))

    # PPN (PMK 131/2024): 12 % of a tax base that is 11/12 of the price. A firm that is no PKP may not charge it.
    is_pkp: Mapped[bool] = mapped_column(default=True)
    ppn_percent: Mapped[int] = mapped_column(SmallInteger, default=12)
    ppn_base_numerator: Mapped[int] = mapped_column(SmallInteger, default=11)
    ppn_base_denominator: Mapped[int] = mapped_column(SmallInteger, default=12)
    payment_days: Mapped[int] = mapped_column(SmallInteger, default=14)
    call_out_fee_idr: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")  # of a failed visit
    four_eyes_above_idr: Mapped[int] = mapped_column(BigInteger, default=1_000_000)  # taking more out needs two people

    checkin_radius_m: Mapped[int] = mapped_column(default=CHECKIN_RADIUS_M)
    late_after_minutes: Mapped[int] = mapped_column(SmallInteger, default=15)
    offer_minutes: Mapped[int] = mapped_column(SmallInteger, default=10)
    wave_size: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")  # technicians; 0: all at once
    wave_minutes: Mapped[int] = mapped_column(SmallInteger, default=3, server_default="3")  # from wave to wave
    before_photos: Mapped[int] = mapped_column(SmallInteger, default=1)
    after_photos: Mapped[int] = mapped_column(SmallInteger, default=1)
    rating_days: Mapped[int] = mapped_column(SmallInteger, default=14)
    rating_edit_hours: Mapped[int] = mapped_column(SmallInteger, default=24)
    rating_reminder_hours: Mapped[int] = mapped_column(SmallInteger, default=24)
    nps_daily: Mapped[int] = mapped_column(SmallInteger, default=20, server_default="20")  # invited a day; 0: nobody
    announcements_by_two: Mapped[bool] = mapped_column(default=False, server_default="false")
    quiet_from: Mapped[time] = mapped_column(default=time(20, 0))
    quiet_until: Mapped[time] = mapped_column(default=time(8, 0))
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    __table_args__ = (
        CheckConstraint("id = 1", name="single"),
        CheckConstraint("ppn_percent BETWEEN 0 AND 100", name="ppn_percent"),
        CheckConstraint("ppn_base_numerator BETWEEN 1 AND ppn_base_denominator", name="ppn_base"),
        CheckConstraint("checkin_radius_m > 0 AND late_after_minutes > 0 AND offer_minutes > 0", name="positive"),
        CheckConstraint("wave_size >= 0 AND wave_minutes BETWEEN 1 AND 1440", name="waves"),
        CheckConstraint("nps_daily BETWEEN 0 AND 1000", name="nps_daily"),
        CheckConstraint("four_eyes_above_idr >= 0", name="four_eyes_above"),
        CheckConstraint("call_out_fee_idr >= 0", name="call_out_fee"),
        CheckConstraint("before_photos >= 0 AND after_photos >= 0 AND payment_days >= 0", name="not_negative"),
    )

    def __str__(self) -> str:
        return self.name
