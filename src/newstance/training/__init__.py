"""From labelled examples to a bundle. Needs the ``train`` extra; nothing that annotates imports it."""
