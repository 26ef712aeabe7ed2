"""The whole ballot page on the wire, as the browser counts it."""

from playwright.sync_api import expect
from tests.journeys.ballots import cast, open_round
from tests.journeys.conftest import PHONE, Site

from minping.core.simulate.names import Names

LIMIT = 30_000
REQUESTS = 12


def test_a_ballot_of_173_units_and_five_aspects_weighs_less_than_30_kb(site: Site, window):
    names = Names(7)
    _, codes = open_round(site, units=173, aspects=5, named=lambda at: names.unit("行政单位"))
    page = window(PHONE).new_page()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    bytes_in: list[float] = []
    asked: list[str] = []
    wire.on("Network.loadingFinished", lambda event: bytes_in.append(event["encodedDataLength"]))
    wire.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    page.goto(f"{site.url}/i/#{codes[0].long}")
    page.get_by_role("button", name="领取选票").click()
    page.get_by_role("button", name="开始评议").click()
    page.get_by_text("满意", exact=True).first.click()
    page.get_by_role("button", name="目录").click()
    expect(page.locator("#units li")).to_have_count(173)
    page.get_by_role("button", name="检查并投出").click()
    cast(page)
    requests = [url for url in asked if url.startswith("http")]
    assert sum(bytes_in) <= LIMIT, f"{sum(bytes_in):.0f} bytes"
    assert len(requests) <= REQUESTS, requests
    hosts = {url.split("/")[2] for url in requests}
    assert hosts == {site.url.split("/")[2], site.box_url.split("/")[2]}, "nothing of third parties"
