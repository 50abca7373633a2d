"""Attribution: whose quotation goes on, and which actor stands behind each mention. Reads the whole article."""

from newstance.attribution.actor_table import ActorTable
from newstance.attribution.attribute import attribute
from newstance.attribution.quotations import Quotation, find_quotations

__all__ = ["ActorTable", "Quotation", "attribute", "find_quotations"]
