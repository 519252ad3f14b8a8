"""Small word lists: function words, negation, opposites. English, unless the name says not."""

STOP = frozenset(
    """a about above after again all also am an and any are as at be because been before being
    below between both but by can could did do does doing down during each etc few for from
    further had has have having he her here hers him his how i if in into is it its itself just
    let made make makes many may me might more most much must my of off on once only one or other
    our out over own same she should so some such than that the their them then there these they
    this those through thus to too under until up upon us use used uses using very via was way we
    were what when where whereas which while who whom why will with would you your yes
    eg ie e g ll re ve s t""".split()  # noqa: SIM905 - a list of words reads best as words
)
"""Words that say nothing of an item. Negation is not among them."""

FUNCTION = {
    "en": frozenset(
        """the of and to in is a that it for on with as are be this by an or from which at can
        has have not was will these if more than also their its we you when because while so
        does do but they there into them where each then""".split()  # noqa: SIM905 - as above
    ),
    "de": frozenset(
        """der die das und ist nicht ein eine einen einem einer von zu mit auf für den dem des
        im wird werden sich auch als durch bei sind oder dass wenn man es aus nach kann wie
        um nur über zum zur noch haben hat aber so diese dieser""".split()  # noqa: SIM905 - as above
    ),
    "fr": frozenset(
        """le la les des et est un une du dans que qui pour par sur avec pas ne ce cette ces il
        elle on sont au aux en plus se comme mais ou si être nous vous leur l'on c'est
        afin lors""".split()  # noqa: SIM905 - as above
    ),
}

DETERMINERS = frozenset(["the", "a", "an", "this", "these", "those", "its", "their", "our", "each"])
LINKS = frozenset(
    "of to in for on with by from at into than as and or but because while if which that".split()  # noqa: SIM905 - as above
)

NEGATORS = frozenset(
    """not no never without neither nor cannot cant dont doesnt isnt arent wont hardly barely
    nothing none""".split()  # noqa: SIM905 - a list of words reads best as words
)
NEAR_NEGATORS = frozenset(["no", "without", "nothing", "none"])
"""These deny the word behind them, hardly more: "without momentum the steps oscillate"."""
HARMLESS_AFTER_NOT = frozenset(["only", "just", "merely", "simply", "necessarily"])

_PAIRS = """increase decrease, increases decreases, large small, larger smaller, high low,
    higher lower, fast slow, faster slower, maximize minimize, maximise minimise,
    maximization minimization, more fewer, better worse, overfitting underfitting, linear nonlinear,
    positive negative, accelerates decelerates, supervised unsupervised,
    smooth noisy, smoother noisier, cheap expensive, sparse dense, wide narrow, sharp flat,
    always never, first last, exploding vanishing, convex concave, local global, stable unstable,
    synchronous asynchronous, discrete continuous, upper lower, before after, with without"""


def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in _PAIRS.split(","):
        left, right = pair.split()
        found.setdefault(left, set()).add(right)
        found.setdefault(right, set()).add(left)
    return {word: frozenset(others) for word, others in found.items()}


OPPOSITES = _opposites()

GREEK = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψωϵϑϕΔΣΠΩ∇∂",
        (
            *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota"),
            *("kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon"),
            *("phi", "chi", "psi", "omega", "epsilon", "theta", "phi", "delta", "sigma"),
            *("pi", "omega", "nabla", "partial"),
        ),
        strict=True,
    )
)

LATEX = frozenset(
    """mathbf mathrm mathcal mathbb mathit text textbf textit left right frac big bigg begin end
    quad cdot operatorname displaystyle hat bar tilde vec""".split()  # noqa: SIM905 - as above
)
"""Commands that dress a formula and name nothing."""
