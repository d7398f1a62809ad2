"""follow up low ratings"""

import sqlalchemy as sa
from alembic import op

revision = "ratings_follow_up"
down_revision = "labour_prices_skill"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("visit_ratings", sa.Column("lowest_stars", sa.SmallInteger, nullable=False, server_default="5"))
    op.add_column("visit_ratings", sa.Column("status", sa.String(32), nullable=False, server_default="FINE"))
    op.add_column("visit_ratings", sa.Column("follow_up_note", sa.String(500), nullable=False, server_default=""))
    op.add_column("visit_ratings", sa.Column("followed_up_by_id", sa.BigInteger))
    op.add_column("visit_ratings", sa.Column("followed_up_at", sa.DateTime(timezone=True)))
    op.execute(
        "UPDATE visit_ratings r SET lowest_stars = s.lowest FROM"
        " (SELECT rating_id, min(stars) AS lowest FROM rating_stars GROUP BY rating_id) s WHERE s.rating_id = r.id"
    )
    # older ones have been lived with: only the last month's become tasks
    op.execute("UPDATE visit_ratings SET status = 'LOW' WHERE lowest_stars <= 2 AND submitted_at > now() - interval '30 days'")
    op.create_foreign_key(
        op.f("fk_visit_ratings_followed_up_by_id"), "visit_ratings", "users", ["followed_up_by_id"], ["id"]
    )
    op.create_check_constraint(
        op.f("ck_visit_ratings_status"), "visit_ratings", "status IN ('FINE', 'LOW', 'FOLLOWED_UP')"
    )
    op.create_index("ix_visit_ratings_low", "visit_ratings", ["id"], postgresql_where=sa.text("status = 'LOW'"))
    op.create_index("ix_visit_ratings_submitted_at_id", "visit_ratings", ["submitted_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_visit_ratings_submitted_at_id", "visit_ratings")
    op.drop_index("ix_visit_ratings_low", "visit_ratings")
    for column in ("lowest_stars", "status", "follow_up_note", "followed_up_by_id", "followed_up_at"):
        op.drop_column("visit_ratings", column)
