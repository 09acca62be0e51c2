"""Who stands where in the network of ties: influence, centralities, circles, connectors."""
