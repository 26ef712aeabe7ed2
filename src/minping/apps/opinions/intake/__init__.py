"""How opinions come in through the office: typed in, by codes at windows, by tables of hotlines."""
