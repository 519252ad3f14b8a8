"""Make system calls by the numbers of other architectures, from machine code in own memory.

alone: 0 points
glued: 20 points
never prints: was allowed
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import ctypes
import mmap

_X32 = 0x40000000
# mov eax, edi; mov ebx, esi; mov ecx, edx; mov edx, 0; int 0x80; ret (rbx is kept)
_CODE = b"\x53\x89\xf8\x89\xf3\x89\xd1\xba\x00\x00\x00\x00\xcd\x80\x5b\xc3"


def _in_a_child(name, act):
    if not os.fork():
        try:
            if act() >= 0:
                print(name, "was allowed", flush=True)
        finally:
            os._exit(0)
    os.wait()


if os.uname().machine == "x86_64":
    try:
        _memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        _memory.write(_CODE)
        _address = ctypes.addressof(ctypes.c_char.from_buffer(_memory))
        _call = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_int)(_address)
        _in_a_child("socketcall by the old interface", lambda: _call(102, 1, 0))
        _in_a_child("getpid by the old interface", lambda: _call(20, 0, 0))
        _in_a_child("ptrace by the old interface", lambda: _call(26, 0, 0))
    except (OSError, PermissionError):
        pass
    _libc = ctypes.CDLL(None)
    _in_a_child("socket by the x32 interface", lambda: _libc.syscall(ctypes.c_long(_X32 + 41), 2, 1, 0))
    _in_a_child("getpid by the x32 interface", lambda: _libc.syscall(ctypes.c_long(_X32 + 39)))
