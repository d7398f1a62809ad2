"""What the documents say is what the code does."""

from app.cli.documents import filled, generated_docs


def test_generated_parts_of_the_documents_are_up_to_date():
    for path, name, text in generated_docs():
        document = path.read_text()
        assert filled(document, name, text) == document, f"run `make docs`: {path.name} is behind ({name})"
