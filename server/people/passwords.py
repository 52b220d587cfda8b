"""Logins and passwords: how they are compared, kept and judged.

Rules a person can live with (NIST SP 800-63B §5.1.1): long enough, not the login, not one of those that everybody
tries first; no rules about kinds of letters, no forced changes.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ..problems import problem

SHORTEST, LONGEST = 8, 200
_LOGIN = re.compile(r"[^\W_][\w.@-]{1,63}")

LoginUnfit = problem(
    "login_unfit",
    422,
    ("登录名不合适", "登录名用 2 到 64 个字母、数字或汉字，中间可以有 . _ - @，不能有空格。什么都没有改。"),
    (
        "The login does not fit",
        "A login has 2 to 64 letters or digits, with . _ - @ in between and no blanks. Nothing was changed.",
    ),
)
PasswordTooShort = problem(
    "password_length",
    422,
    ("密码长度不合适", "密码至少 {shortest} 位，最多 {longest} 位。什么都没有改。"),
    ("The password's length", "A password has {shortest} to {longest} characters. Nothing was changed."),
)
PasswordIsLogin = problem(
    "password_is_login",
    422,
    ("密码和登录名一样", "密码不能和登录名一样，否则谁都猜得到。什么都没有改。"),
    ("The password is the login", "Anybody could guess that; choose another. Nothing was changed."),
)
PasswordTooCommon = problem(
    "password_too_common",
    422,
    ("密码太常见", "这个密码很多人在用，容易被猜到，请换一个。什么都没有改。"),
    ("The password is too common", "Many people use it and it is easily guessed; choose another. Nothing was changed."),
)

#: argon2id with 19 MiB and two passes: OWASP's floor. A small server verifies several at once without running dry.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
#: Verified when there is no such account, so that an unknown login takes as long to refuse as a known one.
_NOBODY = _hasher.hash(secrets.token_urlsafe(16))

# The commonest of lists of leaked passwords with at least eight signs, those of Chinese sites first.
_COMMONEST = """
12345678 123456789 1234567890 0123456789 87654321 987654321 9876543210 123123123 12341234 11223344 112233445566
11111111 00000000 88888888 66666666 99999999 22222222 55555555 77777777 111111111 000000000 888888888 666666666
1111111111 123456123 123123123a 123321123 12344321 123454321 147258369 159357456 789456123 741852963 963852741
5201314520 1314520520 5211314521 520520520 52013145 a12345678 a123456789 a1234567 1234567a 12345678a 123456789a
aa123456 aa12345678 qq123456 qq123456789 abc12345 abc123456 abcd1234 abcd123456 asd123456 zxc123456 qaz123456
1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 qazwsxedc qwertyui qwertyuiop qwerty123 qwerty12
asdfghjk asdfghjkl zxcvbnm123 1qazxsw2 password password1 password123 passw0rd p@ssw0rd p@ssword admin123
admin1234 admin12345 admin123456 administrator admin888 root1234 root123456 test1234 test123456 user1234
woaini1314 woaini520 woaini123 woaini521 woaini123456 wodemima woshishui iloveyou iloveyou1 sunshine princess
football baseball superman dragon123 letmein1 welcome1 welcome123 trustno1 changeme default1 computer internet
anquan123 anquan123456 yingji119 anquan119 12350123 xunan123 xunan1234 xunan2024 xunan2025 xunan2026
"""
COMMONEST = frozenset(_COMMONEST.split())


def fold(login: str) -> str:
    """The form in which logins are kept and compared: width and case do not count."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def check_login(login: str) -> str:
    """The folded login. Raises LoginUnfit."""
    folded = fold(login)
    if not _LOGIN.fullmatch(folded):
        raise LoginUnfit(errors={"login": ["unfit"]})
    return folded


def check_password(password: str, login: str | None) -> None:
    """Raises PasswordTooShort (or too long), PasswordIsLogin or PasswordTooCommon."""
    plain = _even(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise PasswordTooShort(shortest=SHORTEST, longest=LONGEST, errors={"password": ["length"]})
    if login is not None and fold(login) == fold(plain):
        raise PasswordIsLogin(errors={"password": ["is_login"]})
    if plain.casefold() in COMMONEST or len(set(plain)) == 1:
        raise PasswordTooCommon(errors={"password": ["too_common"]})


def hash_password(password: str) -> str:
    """argon2id with its own salt."""
    return _hasher.hash(_even(password))


def is_right(password_hash: str | None, password: str) -> bool:
    """Does the password belong to this hash? Takes as long when there is no hash to compare with."""
    try:
        return _hasher.verify(password_hash or _NOBODY, _even(password)) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Was it made with weaker settings than today's?"""
    return _hasher.check_needs_rehash(password_hash)


def new_token() -> str:
    """256 random bits that fit an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of a token; it is random, so that no salt or slowness is needed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _even(password: str) -> str:
    """One form for what looks the same: keyboards differ in how they compose letters (RFC 8265)."""
    return unicodedata.normalize("NFC", password)
