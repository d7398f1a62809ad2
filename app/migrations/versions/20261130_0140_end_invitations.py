"""Invitations of a visit belong to a round; the round ends in the transaction that fills, moves or ends the visit."""

import sqlalchemy as sa
from alembic import op

revision = "end_invitations"
down_revision = "add_backups"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("visit_tickets", sa.Column("invitation_round", sa.Integer(), server_default="0", nullable=False))
    op.add_column("company", sa.Column("wave_size", sa.SmallInteger(), server_default="0", nullable=False))
    op.add_column("company", sa.Column("wave_minutes", sa.SmallInteger(), server_default="3", nullable=False))
    op.create_check_constraint(op.f("ck_company_waves"), "company", "wave_size >= 0 AND wave_minutes BETWEEN 1 AND 1440")
    op.execute("""
        CREATE FUNCTION end_invitations() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.invitation_round := OLD.invitation_round + 1;
            INSERT INTO outbox_messages (kind, payload, due_at, visit_id)
            SELECT 'visit.invitations_ended', jsonb_build_object('visit_id', NEW.id), now(), NEW.id
             WHERE EXISTS (SELECT FROM outbox_messages WHERE visit_id = NEW.id AND kind = 'visit.opened');
            RETURN NEW;
        END $$
    """)
    op.execute("""
        CREATE TRIGGER end_invitations BEFORE UPDATE ON visit_tickets FOR EACH ROW
        WHEN (
            OLD.status IN ('OPEN', 'IN_PROGRESS') AND OLD.places_taken + OLD.places_reserved < OLD.places_offered
            AND (
                NEW.status NOT IN ('OPEN', 'IN_PROGRESS')
                OR NEW.places_taken + NEW.places_reserved >= NEW.places_offered
                OR (OLD.status = 'OPEN' AND (
                    (OLD.planned_start, OLD.planned_end, OLD.site_id, OLD.skill_id, OLD.race_opens_at, OLD.quota)
                    IS DISTINCT FROM
                    (NEW.planned_start, NEW.planned_end, NEW.site_id, NEW.skill_id, NEW.race_opens_at, NEW.quota)
                ))
            )
        )
        EXECUTE FUNCTION end_invitations()
    """)


def downgrade() -> None:
    op.execute("DROP TRIGGER end_invitations ON visit_tickets")
    op.execute("DROP FUNCTION end_invitations()")
    op.drop_constraint(op.f("ck_company_waves"), "company", type_="check")
    op.drop_column("company", "wave_minutes")
    op.drop_column("company", "wave_size")
    op.drop_column("visit_tickets", "invitation_round")
