

def test_one_place_in_a_country_without_an_outline_is_drawn_with_some_country_around_it() -> None:
    from answerable.web.outlines import read_outline

    drawn = draw_map(read_outline("XX"), [MapCircle(1.0, 2.0, 3, "Harbour")], title="Where", description="One place")

    assert "Harbour" in drawn
