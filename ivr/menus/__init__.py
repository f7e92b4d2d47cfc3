"""What the caller hears: menu definitions on the graph, their loader, and how a call walks through them."""
