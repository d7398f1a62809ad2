"""Causes of incidents, and sprints."""

import sqlalchemy as sa
from alembic import op

revision = "causes_and_sprints"
down_revision = "emergency_card"
branch_labels = None
depends_on = None

CAUSES = ("Rilis", "Infrastruktur", "Basis data", "Pihak luar", "Sertifikat atau kunci", "Kapasitas", "Kesalahan manusia")


def _kept() -> tuple[sa.Column, ...]:
    return (
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )


def upgrade() -> None:
    causes = op.create_table(
        "incident_causes",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_causes")),
        sa.UniqueConstraint("name", name=op.f("uq_incident_causes_name")),
    )
    op.bulk_insert(causes, [{"name": name, "position": place} for place, name in enumerate(CAUSES)])
    op.create_table(
        "sprints",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=False),
        *_kept(),
        sa.CheckConstraint("last_date >= first_date", name=op.f("ck_sprints_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sprints")),
        sa.UniqueConstraint("name", name=op.f("uq_sprints_name")),
    )
    op.add_column("incidents", sa.Column("cause_id", sa.BigInteger(), nullable=True))
    op.execute(
        "ALTER TABLE incidents ADD CONSTRAINT fk_incidents_cause_id "
        "FOREIGN KEY (cause_id) REFERENCES incident_causes (id) NOT VALID"
    )
    op.execute("ALTER TABLE incidents VALIDATE CONSTRAINT fk_incidents_cause_id")


def downgrade() -> None:
    op.drop_constraint("fk_incidents_cause_id", "incidents")
    op.drop_column("incidents", "cause_id")
    op.drop_table("sprints")
    op.drop_table("incident_causes")
