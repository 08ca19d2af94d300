from tests.helpers.spoiling import table


def test_the_parts_of_a_key_are_joined() -> None:
    found = table({"a": {}, "b": {}}, "x,1", "y,2")
    assert found.keys(["b", "a"]) == ["1/x", "2/y"]
    assert found.column("b") == ["1", "2"]
