"""From CBS "Kerncijfers wijken en buurten" (KWB), in the forms in which people have it, to a town of ours.

A file of any form becomes one table of text (``read``), the rows of one municipality become regions (``regions``),
their figures become rates that hold for households (``rates``), and these a draft of a town (``town``), which is
written as YAML (``page``).
"""
