"""While the stream runs: a feed of lines in, warnings in time out; at the end, what a batch scan would say."""

from governance.live.event import LiveEvent
from governance.live.line import Line
from governance.live.policy import LivePolicy, load_policy
from governance.live.room import Room
from governance.live.studio import Studio

__all__ = ["Line", "LiveEvent", "LivePolicy", "Room", "Studio", "load_policy"]
