"""Every screen of the app with its address in the demo district, for whoever wants to look at all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import expect

from .phone import PATIENCE, Phone
from .site import FIRST, SECOND, Site


@dataclass(frozen=True)
class Screen:
    """One screen: who sees it, its address, and a CSS selector of what is on it once it is there."""

    name: str
    login: str
    path: str
    shows: str
    #: What is tapped, one after the other, to come to it (CSS selectors).
    taps: tuple[str, ...] = ()
    #: What must be there before the first tap.
    after: str = ""


def _hazard(site: Site, state: str, severity: str = "general", *, at: str = FIRST) -> str:
    """The newest hazard of that kind."""
    query = (
        "SELECT h.id FROM hazards h JOIN enterprises e ON e.id = h.enterprise_id "
        "WHERE e.name = ? AND h.state = ? AND h.severity = ? AND h.channel <> 'self_check' "
        "ORDER BY h.found_at DESC, h.id"
    )
    return site.row(query, at, state, severity)[0]


def _photo(site: Site, hazard: str, role: str) -> str:
    query = "SELECT id FROM photos WHERE owner_id = ? AND role = ? AND NOT deleted ORDER BY id"
    return site.row(query, hazard, role)[0]


def screens(site: Site) -> Iterator[Screen]:
    """The screens of the phone, grouped by who looks at them."""
    reported, rectifying, submitted = (_hazard(site, state) for state in ("reported", "rectifying", "submitted"))
    confirmed = _hazard(site, "confirmed", at=SECOND)
    major, closed = _hazard(site, "rectifying", "major"), _hazard(site, "closed")
    before, after = _photo(site, closed, "before"), _photo(site, closed, "after")
    firm = site.row("SELECT id FROM enterprises WHERE name = ?", FIRST)[0]
    plan = site.row("SELECT id FROM plans WHERE state = 'open' AND way = 'unannounced' ORDER BY id")[0]

    yield Screen("home-grid", "grid1", "/", ".xa-visits, .xa-visits-none")
    yield Screen("round", "grid1", "/", ".xa-round .state.ready")
    yield Screen("plans", "town1", "/plans", ".xa-plans .xa-line-row")
    yield Screen("plan-new", "town1", "/plans/new", ".xa-assign .xa-who-goes .xa-line-row")
    yield Screen("plan", "town1", f"/plans/{plan}", ".xa-plan .form")
    yield Screen("snap", "grid1", "/snap", ".shutter:enabled")
    yield Screen("snap-taken", "grid1", "/snap", "button.save", (".shutter:enabled",))
    yield Screen("saved", "grid1", f"/saved/{reported}", ".steps")
    yield Screen("details", "grid1", f"/hazards/{reported}/details", ".details .xa-textfield, .details .none")
    yield Screen("severity", "grid1", f"/hazards/{reported}/act/severity", ".xa-act-form")
    yield Screen("more-photos", "grid1", f"/hazards/{reported}/photos", ".shutter:enabled")
    yield Screen("enterprise", "grid1", f"/enterprises/{firm}", "h1, h2")

    walk = "SELECT id FROM walkthroughs WHERE state = ?"
    walking, signed = site.row(walk, "walking")[0], site.row(walk, "signed")[0]
    yield Screen("check", "town1", f"/enterprises/{firm}/check", ".xa-band .xa-line-row")
    yield Screen("walk-item", "town1", f"/walkthroughs/{walking}", ".xa-answers")
    noting = (".xa-walk-dock .steps .xa-btn:nth-child(2)",)
    yield Screen("walk-note", "town1", f"/walkthroughs/{walking}", ".xa-walk-sheet", noting, after=".xa-answers")
    cards = f"/walkthroughs/{walking}?item=MEM10-03-02"
    yield Screen("walk-certificates", "town1", cards, ".xa-certs .xa-line-row")
    yield Screen("walk-proof", "town1", f"/walkthroughs/{walking}/proof?item=MEM10-03-02", ".shutter:enabled")
    yield Screen("quiz", "town1", f"/walkthroughs/{walking}/quiz", ".xa-quiz .xa-field, .xa-quiz input")
    yield Screen("walk-items", "town1", f"/walkthroughs/{walking}/items", ".xa-items a")
    yield Screen("walk-signed", "town1", f"/walkthroughs/{signed}/sign", ".xa-signature img")

    yield Screen("order-notice", "town1", f"/hazards/{rectifying}/notice", ".xa-order-one")
    yield Screen("order-review", "town1", f"/hazards/{closed}/review", ".xa-order-one")

    card = site.row("SELECT id FROM certificates ORDER BY valid_until")[0]
    ledger = f"/enterprises/{firm}/certificates"
    yield Screen("ledger", "town1", ledger, ".xa-line-row .xa-chip")
    yield Screen("certificate", "town1", f"/certificates/{card}", ".xa-card-facts dd")
    whole = (".xa-card-facts dd button",)
    yield Screen("certificate-number", "town1", f"/certificates/{card}", "[aria-pressed=true]", whole)
    leaving = (".xa-act .outline",)
    yield Screen("certificate-withdraw", "town1", f"/certificates/{card}", ".xa-card-sheet", leaving)
    yield Screen("certificate-edit", "town1", f"/certificates/{card}/edit", ".xa-card-form .xa-field")
    yield Screen("certificate-new", "town1", f"{ledger}/new", ".xa-card-form")
    yield Screen("certificate-check", "town1", f"{ledger}/check", ".xa-cardcheck .aim, .xa-cardcheck .closed")

    yield Screen("home-township", "town1", "/", ".xa-due")
    yield Screen("hazards", "town1", "/hazards", ".xa-hazard-row")
    yield Screen("hazards-search", "town1", "/hazards", ".xa-search", (".xa-ib[aria-expanded]",))
    yield Screen("hazards-filter", "town1", "/hazards", ".xa-sheet .xa-options", (".xa-filters button",))
    yield Screen("reviews", "town1", "/reviews", ".xa-hazard-row")
    yield Screen("hazard-reported", "town1", f"/hazards/{reported}", ".xa-history")
    yield Screen("hazard-submitted", "town1", f"/hazards/{submitted}", ".xa-history")
    yield Screen("hazard-major", "town1", f"/hazards/{major}", ".xa-history")
    yield Screen("hazard-closed", "town1", f"/hazards/{closed}", ".xa-history")
    menu = (".xa-ib[aria-haspopup]",)
    yield Screen("hazard-menu", "town1", f"/hazards/{reported}", ".xa-sheet .xa-options", menu, after=".xa-history")
    yield Screen("confirm", "town1", f"/hazards/{reported}/act/confirm", ".xa-act-form")
    yield Screen("reject", "town1", f"/hazards/{reported}/act/reject", ".xa-act-form")
    yield Screen("accept", "town1", f"/hazards/{submitted}/act/accept", ".xa-look")
    for act, about in (("assign", confirmed), ("merge", reported), ("transfer", reported), ("send_back", submitted)):
        yield Screen(act.replace("_", "-"), "town1", f"/hazards/{about}/act/{act}", ".xa-act-form")
    yield Screen("edit", "town1", f"/hazards/{reported}/act/edit", ".xa-act-form")
    yield Screen("photo", "town1", f"/photos/{after}", ".viewer img")
    yield Screen("compare", "town1", f"/photos/{after}?with={before}", ".viewer img")
    yield Screen("tray-empty", "town1", "/tray", ".xa-tray")
    yield Screen("diary", "town1", "/tray/diary", ".xa-try")
    yield Screen("report", "town1", "/tray/report", ".xa-report")
    yield Screen("notices", "town1", "/notices", ".xa-page main")
    yield Screen("account", "town1", "/me", ".xa-account")
    yield Screen("ties", "town1", "/me/ties", ".xa-ties form")
    yield Screen("devices", "town1", "/me/devices", ".xa-devices li")
    yield Screen("sign-out", "town1", "/me", ".xa-sheet .say", (".xa-account .xa-band:last-of-type .xa-line-row",))

    yield Screen("home-enterprise", "manager1", "/", ".xa-fix")
    yield Screen("hazard-rectifying", "manager1", f"/hazards/{rectifying}", ".xa-history")
    yield Screen("fix-camera", "manager1", f"/hazards/{rectifying}/fix", ".ghost")
    shutter = (".shutter:enabled",)
    yield Screen("fix-submit", "manager1", f"/hazards/{rectifying}/fix", ".fix-form", shutter, after=".ghost")

    yield Screen("more-time", "manager1", f"/hazards/{rectifying}/act/request_extension", ".xa-act-form")

    yield Screen("sign-plan", "principal1", f"/hazards/{major}/act/sign_plan", ".xa-act-form canvas")
    asked = site.row("SELECT id FROM hazards WHERE state = 'confirmed' AND opinions IS NOT NULL")[0]
    yield Screen("give-opinion", "expert1", f"/hazards/{asked}/act/give_opinion", ".xa-act-form canvas")
    yield Screen("invite-expert", "town1", f"/hazards/{confirmed}/act/invite_expert", ".xa-experts button")
    yield Screen("home-employee", "employee1", "/", ".xa-dock")
    yield Screen("home-district", "district", "/", ".xa-numbers")


def open_screens() -> tuple[Screen, ...]:
    """What people see who have not signed in."""
    return (
        Screen("sign-in", "", "/sign-in", ".xa-signin form"),
        Screen("invitation-unknown", "", "/invitations/nothing", ".xa-join .xa-btn"),
        Screen("reset", "", "/resets/nothing", ".xa-page form, .xa-page .xa-btn"),
    )


def show(phone: Phone, screen: Screen) -> None:
    """Bring a screen up and wait until it stands still."""
    phone.open(screen.path)
    if screen.after:
        expect(phone.page.locator(screen.after).first).to_be_visible(timeout=PATIENCE)
    for selector in screen.taps:
        phone.page.locator(selector).first.click()
    expect(phone.page.locator(screen.shows).first).to_be_visible(timeout=PATIENCE)
    phone.stands_still()


def desk_screens() -> tuple[Screen, ...]:
    """Administration, at a desk."""
    return (
        Screen("desk-enterprises", "admin", "/admin/enterprises", ".xa-desk-head h2"),
        Screen("desk-import", "admin", "/admin/enterprises/import", ".xa-desk-head h2"),
        Screen("desk-people", "admin", "/admin/people", ".xa-desk-head h2"),
        Screen("desk-checklists", "admin", "/admin/checklists", ".xa-checklist-card"),
        Screen("desk-questions", "admin", "/admin/questions", ".xa-bank .right"),
        Screen("desk-question", "admin", "/admin/questions/Q001/edit", ".xa-desk-foot"),
        Screen("desk-questions-table", "admin", "/admin/questions/import", ".xa-file"),
        Screen("desk-areas", "admin", "/admin/areas", ".xa-desk-head h2"),
        Screen("desk-frequency", "district", "/admin/frequency", ".xa-often .acts"),
        Screen("desk-draws", "district", "/admin/draws", ".xa-desk-head h2"),
        Screen("desk-draw-new", "district", "/admin/draws/new", ".xa-pool b"),
        Screen("desk-phones", "admin", "/admin/phones", ".xa-phones .xa-desk-card"),
    )
