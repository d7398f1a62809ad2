"""Reports of users have a priority, an owner and a clock, and what their senders say of the outcome beside them."""

import sqlalchemy as sa
from alembic import op

revision = "reports_on_the_desk"
down_revision = "settled_reports"
branch_labels = None
depends_on = None

PRIORITIES = "'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'"
BUG_COLUMNS = "number, title, status, priority, handled_at, handled_by_id, deleted_at"
FEEDBACK_COLUMNS = "kind, number, subject, status, handled_at, handled_by_id, deleted_at, merged_into_id"
MORE = "owner_id, unread_at, settled"

# a report waits since it came in, once it was seen to since its sender added something; a new wait has a new due time
KEEP = """
    CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        mark text := CASE WHEN NEW.handled_at IS NULL THEN 'WAITING' ELSE 'HANDLED' END;
        rank smallint := CASE NEW.priority WHEN 'CRITICAL' THEN 4 WHEN 'HIGH' THEN 3 WHEN 'MEDIUM' THEN 2 ELSE 1 END;
        is_gone boolean := {gone};
        since timestamptz := CASE WHEN is_gone THEN NULL WHEN NEW.handled_at IS NULL THEN NEW.created_at
                                  ELSE NEW.unread_at END;
    BEGIN
        IF TG_OP = 'INSERT' THEN
            INSERT INTO user_reports (source, source_id, kind, number, title, state, urgency, status, created_at,
                                      handled_at, handled_by_id, gone, owner_id, unread_at, settled, waits_since)
            VALUES ('{table}', NEW.id, {kind}, NEW.number, {title}, NEW.status, rank, mark, NEW.created_at,
                    NEW.handled_at, NEW.handled_by_id, is_gone, NEW.owner_id, NEW.unread_at, NEW.settled, since);
        ELSE
            UPDATE user_reports
               SET kind = {kind}, number = NEW.number, title = {title}, state = NEW.status, urgency = rank,
                   status = mark, handled_at = NEW.handled_at, handled_by_id = NEW.handled_by_id, gone = is_gone,
                   owner_id = NEW.owner_id, unread_at = NEW.unread_at, settled = NEW.settled, waits_since = since,
                   due_at = CASE WHEN waits_since = since AND urgency = rank THEN due_at END,
                   clocked_at = CASE WHEN waits_since = since AND urgency = rank THEN clocked_at END
             WHERE source = '{table}' AND source_id = NEW.id;
        END IF;
        RETURN NULL;
    END $$"""
SOURCES = (
    ("keep_bug_report", "bug_reports", "'BUG'", "NEW.title", "NEW.deleted_at IS NOT NULL", BUG_COLUMNS),
    (
        "keep_feedback_report",
        "feedback",
        "NEW.kind",
        "NEW.subject",
        "NEW.deleted_at IS NOT NULL OR NEW.merged_into_id IS NOT NULL",
        f"{FEEDBACK_COLUMNS}, priority",
    ),
)


def upgrade() -> None:
    op.add_column("feedback", sa.Column("priority", sa.String(32), server_default="LOW", nullable=False))
    op.create_check_constraint(op.f("ck_feedback_priority"), "feedback", f"priority IN ({PRIORITIES})")
    op.execute("UPDATE feedback SET priority = 'MEDIUM' WHERE kind = 'CRITICISM'")
    for column in ("waits_since", "due_at", "clocked_at", "unread_at"):
        op.add_column("user_reports", sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    op.add_column("user_reports", sa.Column("settled", sa.Boolean(), nullable=True))
    op.add_column("user_reports", sa.Column("owner_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_user_reports_owner_id"), "user_reports", "users", ["owner_id"], ["id"])
    place = sa.Computed("id + 1000000000000000", persisted=True)
    op.add_column("user_reports", sa.Column("desk_id", sa.BigInteger(), place, nullable=True))
    for name, table, kind, title, gone, columns in SOURCES:
        op.execute(KEEP.format(name=name, table=table, kind=kind, title=title, gone=gone))
        op.execute(f"DROP TRIGGER keep_user_report ON {table}")
        op.execute(
            f"CREATE TRIGGER keep_user_report AFTER INSERT OR UPDATE OF {columns}, {MORE} "
            f"ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        op.execute(_filled(table))
    op.create_index(
        "ix_user_reports_desk", "user_reports", ["created_at", "desk_id"], postgresql_where=sa.text("NOT gone")
    )
    op.create_index("uq_user_reports_desk_id", "user_reports", ["desk_id"], unique=True)
    op.create_index(
        "ix_user_reports_waits_since",
        "user_reports",
        ["waits_since"],
        postgresql_where=sa.text("waits_since IS NOT NULL"),
    )
    op.create_index(
        "ix_user_reports_due_at", "user_reports", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL")
    )
    op.create_index(
        "ix_user_reports_owner_id", "user_reports", ["owner_id", "id"], postgresql_where=sa.text("owner_id IS NOT NULL")
    )


def _filled(table: str) -> str:
    """What the trigger would have written."""
    return f"""
        UPDATE user_reports r
           SET owner_id = s.owner_id, unread_at = s.unread_at, settled = s.settled,
               urgency = CASE s.priority WHEN 'CRITICAL' THEN 4 WHEN 'HIGH' THEN 3 WHEN 'MEDIUM' THEN 2 ELSE 1 END,
               waits_since = CASE WHEN r.gone THEN NULL WHEN s.handled_at IS NULL THEN s.created_at ELSE s.unread_at END
          FROM {table} s
         WHERE r.source = '{table}' AND r.source_id = s.id"""


def downgrade() -> None:
    for name in ("ix_user_reports_owner_id", "ix_user_reports_due_at", "ix_user_reports_waits_since", "uq_user_reports_desk_id"):
        op.drop_index(name, table_name="user_reports")
    op.drop_index("ix_user_reports_desk", table_name="user_reports")
    for name, table, kind, title, gone, columns in SOURCES:
        op.execute(f"DROP TRIGGER keep_user_report ON {table}")
        op.execute(_before(name, table, kind, title, gone))
        op.execute(
            f"CREATE TRIGGER keep_user_report AFTER INSERT OR UPDATE OF {columns.removesuffix(', priority')} "
            f"ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    for column in ("desk_id", "owner_id", "settled", "unread_at", "clocked_at", "due_at", "waits_since"):
        op.drop_column("user_reports", column)
    op.drop_column("feedback", "priority")


def _before(name: str, table: str, kind: str, title: str, gone: str) -> str:
    """The function as the release before has it."""
    bug = "CASE NEW.priority WHEN 'CRITICAL' THEN 4 WHEN 'HIGH' THEN 3 WHEN 'MEDIUM' THEN 2 ELSE 1 END"
    rank = "0" if table == "feedback" else bug
    return f"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            mark text := CASE WHEN NEW.handled_at IS NULL THEN 'WAITING' ELSE 'HANDLED' END;
        BEGIN
            IF TG_OP = 'INSERT' THEN
                INSERT INTO user_reports (source, source_id, kind, number, title, state, urgency, status, created_at,
                                          handled_at, handled_by_id, gone)
                VALUES ('{table}', NEW.id, {kind}, NEW.number, {title}, NEW.status, {rank}, mark, NEW.created_at,
                        NEW.handled_at, NEW.handled_by_id, {gone});
            ELSE
                UPDATE user_reports
                   SET kind = {kind}, number = NEW.number, title = {title}, state = NEW.status, urgency = {rank},
                       status = mark, handled_at = NEW.handled_at, handled_by_id = NEW.handled_by_id, gone = {gone}
                 WHERE source = '{table}' AND source_id = NEW.id;
            END IF;
            RETURN NULL;
        END $$"""
