"""Never finish loading.

alone: 0 points
glued: loses all because nothing of the file is ever loaded
fails as: timeout
"""

while True:
    pass
