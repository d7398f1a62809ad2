"""let a claim be refused because the technician was released from the visit"""

from alembic import op

revision = "claim_result_released"
down_revision = "attendance_moments"
branch_labels = None
depends_on = None

RESULTS = ("WON", "FULL", "NOT_OPEN", "TOO_EARLY", "ALREADY_ON_IT", "OVERLAP", "ON_LEAVE", "SKILL_MISSING")


def upgrade() -> None:
    _check((*RESULTS, "RELEASED"))


def downgrade() -> None:
    _check(RESULTS)


def _check(results: tuple[str, ...]) -> None:
    names = ", ".join(f"'{result}'" for result in results)
    op.drop_constraint(op.f("ck_claim_attempts_result"), "claim_attempts", type_="check")
    # not valid: attempts are never changed, and reading them all would hold the table up
    op.create_check_constraint(
        op.f("ck_claim_attempts_result"), "claim_attempts", f"result IN ({names})", postgresql_not_valid=True
    )
