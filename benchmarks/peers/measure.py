"""What several peers measure alike: the time of a step, and memory."""
import time


def repeats(step, warm_up, count, length):
    """Seconds of a step, once for each repeat of many steps, as the program times its own."""
    start = time.perf_counter()
    calls = 0
    while calls == 0 or time.perf_counter() - start < warm_up:
        step()
        calls += 1
    each = (time.perf_counter() - start) / calls
    calls = max(1, round(length / each))
    return [one_repeat(step, calls) for _ in range(count)]


def memory(field):
    """VmRSS, the resident bytes now, or VmHWM, the most so far. (The kernel's ru_maxrss would count the parent process too.)"""
    with open("/proc/self/status") as status:
        return next(1024 * int(line.split()[1]) for line in status if line.startswith(field))


def one_repeat(step, calls):
    start = time.perf_counter()
    for _ in range(calls):
        step()
    return (time.perf_counter() - start) / calls
