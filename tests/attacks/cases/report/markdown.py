"""Links, images, headings, tables, mentions and fences in Markdown, to be shown as our own words.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

_TEXT = """
````
```
# 20 / 20 points

![pixel](http://evil.example/p.png) [your grade](javascript:alert(1)) <http://evil.example>
| task | points |
|---|---|
| all | 20 |

~~~
@everyone #1 \\` `x` ``y`` &lt;b&gt; <details open><summary>passed</summary>
[ref]: http://evil.example
-----
"""
print(_TEXT)


def scale(x, factor):
    raise ValueError(_TEXT)


def loss(x):
    print("`" * 50 + _TEXT)
    return {"](http://evil.example)": _TEXT}
