"""Runs cells with the stock jupyter_client, one JSON question a line, one JSON answer a line."""
import json
import sys

from jupyter_client import BlockingKernelClient
from jupyter_client.utils import run_sync

PATIENCE = 60  # seconds for any one answer


def say(**answer):
    print(json.dumps(answer), flush=True)


class Cell:
    """What a cell has printed and shown so far."""

    def __init__(self, client, code):
        self.client = client
        self.id = client.execute(code)
        self.seen = {"stdout": "", "stderr": "", "result": None, "ename": None, "evalue": None, "traceback": []}

    def step(self):
        """Takes one message; tells whether the cell has ended."""
        message = self.client.get_iopub_msg(timeout=PATIENCE)
        if message["parent_header"].get("msg_id") != self.id:
            return False
        content = message["content"]
        kind = message["msg_type"]
        if kind == "stream":
            self.seen[content["name"]] += content["text"]
        elif kind == "execute_result":
            self.seen["result"] = content["data"]["text/plain"]
        elif kind == "error":
            self.seen.update({key: content[key] for key in ("ename", "evalue", "traceback")})
        return kind == "status" and content["execution_state"] == "idle"

    def finish(self):
        while not self.step():
            pass
        while True:
            reply = self.client.get_shell_msg(timeout=PATIENCE)
            if reply["parent_header"].get("msg_id") == self.id:
                return dict(self.seen, status=reply["content"]["status"])


def interrupt(client):
    request = client.session.msg("interrupt_request", {})
    client.control_channel.send(request)
    reply = run_sync(client.control_channel.get_msg)(timeout=PATIENCE)
    return reply["msg_type"]


def main():
    client = BlockingKernelClient(connection_file=sys.argv[1])
    client.load_connection_file()
    client.start_channels()
    client.wait_for_ready(timeout=PATIENCE)
    say(ready=True)
    cell = None
    for line in sys.stdin:
        question = json.loads(line)
        if question["do"] == "execute":
            say(**Cell(client, question["code"]).finish())
        elif question["do"] == "begin":
            cell = Cell(client, question["code"])
            while not cell.seen["stdout"]:
                cell.step()
            say(begun=True)
        elif question["do"] == "interrupt":
            say(reply=interrupt(client))
        elif question["do"] == "end":
            say(**cell.finish())
    client.stop_channels()


main()
