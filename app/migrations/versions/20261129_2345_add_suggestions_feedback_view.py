"""add the view suggestions_feedback: feedback under the column names of the specification"""

from alembic import op

revision = "suggestions_feedback_view"
down_revision = "ratings_follow_up"
branch_labels = None
depends_on = None

VIEW = """
CREATE VIEW suggestions_feedback AS
SELECT f.kind AS type,
       c.name AS category,
       f.subject,
       f.body_text AS description,
       coalesce((SELECT jsonb_agg('/admin/feedback/attachment/' || a.id ORDER BY a.id)
                   FROM feedback_attachments a WHERE a.feedback_id = f.id), '[]') AS attachments,
       f.author_id AS "userId",
       f.status,
       coalesce((SELECT string_agg(e.body_text, E'\\n\\n' ORDER BY e.id)
                   FROM feedback_entries e WHERE e.feedback_id = f.id AND e.kind = 'NOTE'), '') AS "adminNotes",
       coalesce((SELECT sum(x.points)
                   FROM exp_entries x WHERE x.source_kind = 'feedback' AND x.source_id = f.id
                    AND x.rule <> 'correction'), 0) AS "expAwarded"
  FROM feedback f
  LEFT JOIN feedback_categories c ON c.id = f.category_id
 WHERE f.deleted_at IS NULL
"""


def upgrade() -> None:
    op.execute(VIEW)


def downgrade() -> None:
    op.execute("DROP VIEW suggestions_feedback")
