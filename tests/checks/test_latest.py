"""What was worked out is kept for the thing in hand, and for no other."""

from perfcheck.checks.latest import latest


def test_the_thing_in_hand_is_worked_out_once():
    asked = []

    @latest
    def length(thing: list[int]) -> int:
        asked.append(thing)
        return len(thing)

    one, other = [1], [1]
    assert [length(one), length(one), length(other), length(one)] == [1, 1, 1, 1]
    assert [thing is one for thing in asked] == [True, False, True]
