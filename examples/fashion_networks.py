"""Convolutional networks for 28 x 28 images, saved as TorchScript for Reinstate.

    python3 examples/fashion_networks.py FOLDER

writes embedding.pt, encoder.pt and decoder.pt, for network.embedding.file, network.encoder.file and
network.decoder.file with compute.provider: torch. They start with random parameters: Reinstate trains
them. Networks that you have trained before are saved in the same way.

Rows come in as rows x 784 and go out as rows x size, so each network shapes its images itself.
"""

import sys
from pathlib import Path

import torch
from torch import nn


def halving(channels):
    """From 28 x 28 to 7 x 7."""
    return [
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, channels, 5, stride=2, padding=2), nn.ReLU(),
        nn.Conv2d(channels, 2 * channels, 3, stride=2, padding=1), nn.ReLU(),
        nn.Flatten(),
    ]


def embedding(size, channels=8):
    """Reinstate divides its output by its length; no need to do that here."""
    return nn.Sequential(*halving(channels), nn.Linear(2 * channels * 49, size))


def encoder(size, channels=8):
    """Codes are numbers in [-1, 1]: tanh sees to it."""
    return nn.Sequential(*halving(channels), nn.Linear(2 * channels * 49, size), nn.Tanh())


def decoder(size, channels=8):
    return nn.Sequential(
        nn.Linear(size, 2 * channels * 49), nn.ReLU(),
        nn.Unflatten(1, (2 * channels, 7, 7)),
        nn.ConvTranspose2d(2 * channels, channels, 4, stride=2, padding=1), nn.ReLU(),
        nn.ConvTranspose2d(channels, 1, 4, stride=2, padding=1),
        nn.Flatten(),
    )


def main(folder):
    torch.manual_seed(1)
    folder.mkdir(parents=True, exist_ok=True)
    for name, network in {
        "embedding": embedding(32),
        "encoder": encoder(32),
        "decoder": decoder(32),
    }.items():
        torch.jit.save(torch.jit.script(network), str(folder / f"{name}.pt"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
