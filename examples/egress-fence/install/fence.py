"""Prints the smallest network that holds all gateways, for the NetworkPolicy."""

import ipaddress
import os
import sys

gateways = [ipaddress.ip_address(word) for word in os.environ["GATEWAYS"].split()]
if not gateways:
    sys.exit("GATEWAYS is empty: a fence without a gate lets nothing out")

fence = ipaddress.ip_network(gateways[0])
while not all(gateway in fence for gateway in gateways):
    fence = fence.supernet()
print(f"{{fence of {len(gateways)} gateways}}: {fence}", file=sys.stderr)
print(fence)
