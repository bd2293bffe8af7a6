"""The post: hands messages to the services behind channels, over the network."""
