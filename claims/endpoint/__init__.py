"""Talking to the operator's model endpoint, which speaks as OpenAI's does. Which text may go there others decide."""
