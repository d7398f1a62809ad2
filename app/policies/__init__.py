"""Pure answers: may this user see this, may this user do that."""
