"""Files that go out: workbooks whose cells stay text, whatever they begin with."""
