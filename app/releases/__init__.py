"""What an operator runs: backup, restore, drill, the check before a deployment, the rollout."""
