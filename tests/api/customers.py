"""A customer as a program sends it."""

from sqlalchemy import func, select

from app.models.customers.customer import Customer

PAK_AGUS = {"name": "Pak Agus", "phone_e164": "0812-3456-7890", "street": "Jl. Merdeka 1", "city": "Bandung"}


def count(session, model=Customer):
    return session.scalar(select(func.count()).select_from(model))
