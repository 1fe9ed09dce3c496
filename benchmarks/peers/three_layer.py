"""A step of SGD with momentum on f(x) = a^T relu(V relu(W x + b1) + b2), W and V trained, the squared loss averaged over a batch that is the whole sample. Single precision.

usage: three_layer.py FOLDER IMPLEMENTATION THREADS STEP_SIZE MOMENTUM WARM_UP REPEATS SECONDS

W and V after the first step are saved, W first, so that the program can compare them with its own. Each step leaves its loss, as the program's does.
The number of BLAS threads is set by the environment, before anything is loaded.
"""
import json
import sys

import numpy as np
import torch

from measure import repeats


def autograd(X, y, W, b1, V, b2, a, step_size, momentum):
    W.requires_grad_()
    V.requires_grad_()
    optimizer = torch.optim.SGD([W, V], lr=step_size, momentum=momentum)

    def step():
        optimizer.zero_grad()
        f = torch.relu(torch.relu(X @ W.t() + b1) @ V.t() + b2) @ a
        loss = ((f - y) ** 2).mean()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def by_hand(X, y, W, b1, V, b2, a, step_size, momentum):
    torch.set_grad_enabled(False)
    N = len(y)
    H, Z = torch.empty(N, len(W)), torch.empty(N, len(V))
    S = torch.empty_like(H)
    velocities = torch.zeros_like(W), torch.zeros_like(V)

    def step():
        torch.addmm(b1, X, W.t(), out=H)
        H.relu_()
        torch.addmm(b2, H, V.t(), out=Z)
        Z.relu_()
        f = Z @ a
        f.sub_(y)
        loss = f.dot(f).item() / N
        f.mul_(2 / N)
        Z.gt_(0).mul_(a).mul_(f.unsqueeze(1))
        torch.mm(Z, V, out=S)
        # velocity <- momentum velocity + gradient in one product.
        velocities[1].addmm_(Z.t(), H, beta=momentum)
        S.mul_(H.gt_(0))
        velocities[0].addmm_(S.t(), X, beta=momentum)
        W.sub_(velocities[0], alpha=step_size)
        V.sub_(velocities[1], alpha=step_size)
        return loss

    return step


folder, implementation, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
step_size, momentum, warm_up = map(float, sys.argv[4:7])
count, seconds = int(sys.argv[7]), float(sys.argv[8])
torch.set_num_threads(threads)
X, W, V = (torch.from_numpy(np.load(f"{folder}/{name}.npy").astype(np.float32)) for name in ("inputs", "weights", "second-weights"))
y, b1, b2, a = (torch.from_numpy(np.load(f"{folder}/{name}.npy").astype(np.float32).ravel()) for name in ("labels", "biases", "second-biases", "output-weights"))
step = {"autograd": autograd, "torch": by_hand}[implementation](X, y, W, b1, V, b2, a, step_size, momentum)
step()
np.save(f"{folder}/{implementation}-{threads}.npy", np.concatenate([W.detach().numpy().ravel(), V.detach().numpy().ravel()]).astype(np.float64))
print(json.dumps({"seconds": repeats(step, warm_up, count, seconds)}))
