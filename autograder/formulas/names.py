"""What formulas are written with: letters, signs and commands, and what each stands for."""

GREEK = dict(
    zip(
        "αβγδεζηθικλμνξπρςστυφχψωϵϑϕϱΓΔΘΛΞΠΣΦΨΩ∆\u2113",
        (
            *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota"),
            *("kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "sigma", "tau"),
            *("upsilon", "phi", "chi", "psi", "omega", "epsilon", "theta", "phi", "rho"),
            *("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega"),
            *("Delta", "l"),
        ),
        strict=True,
    )
)
GREEK_NAMES = frozenset(GREEK.values()) - {"l"}

LOOK_LATIN = dict(
    zip(
        "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0458\u04bb\u0455\u0501\u051b\u051d"
        "\u0410\u0412\u0421\u0415\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405\u0422\u0425\u0423",
        "aceopxyijhsdqwABCEHIJKMOPSTXY",
        strict=True,
    )
)
"""Cyrillic letters that look Latin."""

SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀᵗ", "0123456789+-=()niTt", strict=True))
SUBSCRIPTS = dict(
    zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789+-=()aehijklmnoprstuvx", strict=True)
)
SIGNS = {
    "\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-", "\u00d7": "*", "\u00b7": "*",
    "\u22c5": "*", "\u2217": "*", "\u2219": "*", "\u2022": "*", "\u2299": "*", "\u2218": "*",
    "\u00f7": "/", "\u2044": "/", "\u2215": "/", "\u2225": "||", "\u2016": "||",
    "\u2032": "'", "\u2019": "'", "\u2211": "\u2211", "\u03a3": "\u2211", "\u221a": "\u221a",
    "\u2207": "\u2207", "\u2202": "\u2202", "\u2190": "=", "\u2254": "=", "\u2248": "=",
    "\u21d0": "=", "\u2192": "=", "\u22a4": "T", "\u230a": "floor(", "\u230b": "floor)",
    "\u2308": "ceil(", "\u2309": "ceil)",
}  # fmt: skip
"""One-character signs, and what they are read as."""

ACCENTS = {
    "hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde",
    "widetilde": "tilde", "dot": "dot", "vec": "", "mathbf": "", "mathrm": "", "mathcal": "",
    "mathbb": "", "mathit": "", "mathsf": "", "boldsymbol": "", "bm": "", "text": "",
    "textbf": "", "textit": "", "textrm": "", "operatorname": "", "underline": "",
}  # fmt: skip
"""Commands around a name, and what they add to it."""
MARKS = {"\u0302": "hat", "\u0304": "bar", "\u0305": "bar", "\u0303": "tilde", "\u0307": "dot"}

COMMANDS = {
    "cdot": "*", "times": "*", "ast": "*", "odot": "*", "circ": "*", "otimes": "*", "div": "/",
    "leftarrow": "=", "gets": "=", "coloneqq": "=", "approx": "=", "equiv": "=", "to": "=",
    "Leftarrow": "=", "rightarrow": "=", "sim": "~",
    "lVert": "||", "rVert": "||", "Vert": "||", "|": "||", "lvert": "|", "rvert": "|",
    "lfloor": "floor(", "rfloor": "floor)", "lceil": "ceil(", "rceil": "ceil)",
    "{": "(", "}": ")", "lbrace": "(", "rbrace": ")", "prime": "'", "top": "T", "intercal": "T",
    "sum": "\u2211", "nabla": "\u2207", "partial": "\u2202", "frac": "frac", "dfrac": "frac",
    "tfrac": "frac", "sqrt": "\u221a", "_": "_", "mid": "|",
}  # fmt: skip
"""LaTeX commands that are signs."""
SILENT = frozenset(
    """left right big Big bigg Bigg bigl bigr Bigl Bigr displaystyle textstyle limits nolimits
    quad qquad , ; ! : > hspace nonumber""".split()  # noqa: SIM905 - reads best as words
)
"""LaTeX commands that only move things about."""

SPELLINGS = {
    "ln": "log", "sgn": "sign", "signum": "sign", "ceiling": "ceil", "fabs": "abs",
    "logistic": "sigmoid", "ReLU": "relu", "Relu": "relu", "maximum": "max", "minimum": "min",
    "sig": "sigmoid", "Sigmoid": "sigmoid", "norm": "abs", "power": "pow", "Exp": "exp",
    "Log": "log", "Sqrt": "sqrt", "Max": "max", "Min": "min",
}  # fmt: skip
"""Other names of functions."""

LIBRARIES = ("np.", "numpy.", "torch.", "math.", "tf.", "F.")
LOSSES = ("L", "J", "E", "C", "loss", "Loss", "l", "cost", "error")
"""Names of a loss, of which one may stand for another in a derivative."""
