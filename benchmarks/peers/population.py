"""A step of gradient descent on the exact population loss of the student f_W(x) = (1/m) sum_i ||w_i|| relu(<w_i, x>) and the teacher
sum_j a_j |<v_j, x>|, for x ~ N(0, I).

usage: population.py FOLDER THREADS STEP_SIZE WARM_UP REPEATS SECONDS

Write f - f* = <l, x> + sum_k b_k |<u_k, x>| over the neurons of both, u_k of unit length, and r_ik = <u_i, u_k>. Then
m dL/dw_i = ||w_i|| G_i + <w_i, G_i> w_i / ||w_i|| with G_i = l + (2/pi) sum_k b_k (sqrt(1 - r_ik^2) u_i + asin(r_ik) u_k).
Only the gradient is computed: the program's own step gives the loss too, which costs it the teacher's rows.
"""
import json
import sys

import numpy as np

from measure import repeats

folder, threads = sys.argv[1], sys.argv[2]
step_size, warm_up = float(sys.argv[3]), float(sys.argv[4])
count, seconds = int(sys.argv[5]), float(sys.argv[6])
W, V, a = (np.load(f"{folder}/{name}.npy") for name in ("weights", "teacher-weights", "teacher-outputs"))
(m, d), p = W.shape, V.shape[0]

U = np.empty((m + p, d))
b = np.empty(m + p)
teacher_norms = np.sqrt(np.einsum("jk,jk->j", V, V))
U[m:] = V / teacher_norms[:, None]
b[m:] = -a.ravel() * teacher_norms
R = np.empty((m, m + p))
S = np.empty((m, m + p))
G = np.empty((m, d))


def step():
    squared = np.einsum("ik,ik->i", W, W)
    norms = np.sqrt(squared)
    np.divide(W, norms[:, None], out=U[:m])
    np.multiply(squared, 0.5 / m, out=b[:m])
    linear = (0.5 / m) * (norms @ W)
    np.matmul(U[:m], U.T, out=R)
    # Rounding would leave 1 - 1e-16 on the diagonal, from which the root below makes 1e-8; and may carry parallel neurons past 1.
    np.fill_diagonal(R, 1)
    np.clip(R, -1, 1, out=R)
    np.multiply(R, R, out=S)
    np.subtract(1, S, out=S)
    np.sqrt(S, out=S)
    own = S @ b
    np.arcsin(R, out=R)
    np.multiply(R, b, out=R)
    np.matmul(R, U, out=G)
    np.add(G, own[:, None] * U[:m], out=G)
    np.multiply(G, 2 / np.pi, out=G)
    np.add(G, linear, out=G)
    radial = np.einsum("ik,ik->i", W, G) / norms
    np.multiply(G, norms[:, None], out=G)
    np.add(G, W * radial[:, None], out=G)
    np.multiply(G, step_size, out=G)
    np.subtract(W, G, out=W)


step()
np.save(f"{folder}/numpy-{threads}.npy", W)
print(json.dumps({"seconds": repeats(step, warm_up, count, seconds)}))
