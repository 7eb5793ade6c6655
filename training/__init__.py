"""How the fine-tuned models are made: data, training, packing. Nothing here is needed to serve."""
