"""The check before a deployment: environment variables against a specification, and what they point at."""

from app.releases.checks.env_file import BadEnvFile, differences, read_env_file
from app.releases.checks.report import Report, Step, Verdict
from app.releases.checks.run import UnknownSpecification, run_pre_deployment_validation

__all__ = [
    "BadEnvFile",
    "Report",
    "Step",
    "UnknownSpecification",
    "Verdict",
    "differences",
    "read_env_file",
    "run_pre_deployment_validation",
]
