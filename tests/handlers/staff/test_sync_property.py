"""Two clients that are cut off now and then, and the desk: however it all interleaves, it comes out as in some order."""

from __future__ import annotations

import datetime as dt
import random
import threading
from collections import Counter
from typing import Any

import pytest
from flask import Flask
from freezegun import freeze_time
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from handlers.staff import PREFIX, syncing
from store import clock
from store.database import connected
from store.errors import Refusal
from store.models import SyncedOperation
from tests.handlers.staff.offline import START, Json, World, check_edges, state, took_effect

pytestmark = pytest.mark.slow
NOW = START + dt.timedelta(minutes=20)
STEPS = ("offline", "offline", "offline", "send", "unheard", "crash", "desk", "desk")


def play(world: World, step: str, who: int, one: int, two: int, patch: pytest.MonkeyPatch) -> None:
    client = world.clients[who]
    if step == "offline":
        world.offline(client, one, two)
    elif step == "desk":
        world.at_desk(one, two)
    elif step == "crash":
        with patch.context() as broken:
            _break_after(broken, two % 3)
            world.send(client, 1 + one, heard=False)
    else:
        world.send(client, 1 + one, heard=step == "send")


def _break_after(patch: pytest.MonkeyPatch, acts: int) -> None:
    """The process dies at the end of that act, before its commit."""
    left = [acts]

    def breaking(act: Any) -> Any:
        def broken(*given: Any) -> Any:
            done = act(*given)
            left[0] -= 1
            if left[0] < 0:
                raise RuntimeError("sample fault")
            return done

        return broken

    for kind, act in syncing.ACTS.items():
        patch.setitem(syncing.ACTS, kind, breaking(act))


step = st.tuples(st.sampled_from(STEPS), st.integers(0, 1), st.integers(0, 10), st.integers(0, 5))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(steps=[("offline", 0, 3, 2), ("offline", 0, 0, 2), ("send", 0, 5, 0)])  # complete (refused), then check_in
@given(steps=st.lists(step, min_size=5, max_size=30))
def test_any_interleaving_comes_out_as_some_order(
    app: Flask, monkeypatch: pytest.MonkeyPatch, steps: list[tuple[str, int, int, int]]
) -> None:
    app.config["STAFF_REQUESTS_PER_MINUTE"] = 10**6
    with freeze_time(NOW):
        world = World(app)
        for step_ in steps:
            play(world, *step_, monkeypatch)
        for client in world.clients:
            world.send(client, 200, heard=True)
            assert client.pending == []
        check_edges(world.clinic)
        world.check_order()
        assert state(world.clinic) == state(world.replayed())


@pytest.mark.parametrize("seed", range(3))
def test_at_the_same_time(app: Flask, seed: int) -> None:
    """Both clients send everything twice at once, while the desk acts: every operation takes effect once at most."""
    app.config["STAFF_REQUESTS_PER_MINUTE"] = 10**6
    rng = random.Random(seed)
    with freeze_time(NOW):
        world = World(app)
        for client in world.clients:
            for _ in range(12):
                world.offline(client, rng.randrange(11), rng.randrange(6))
        answers: list[Json] = []
        broken: list[BaseException] = []

        def sends(who: int) -> None:
            client = world.clients[who]
            body = {"client": client.id, "operations": client.pending}
            headers = {"Authorization": f"Bearer {client.desk.token}"}
            answer = app.test_client().post(f"{PREFIX}/sync", json=body, headers=headers)
            assert answer.status_code == 200, answer.get_data(as_text=True)
            answers.extend(answer.get_json()["results"])

        def desk() -> None:
            with connected():
                for _ in range(10):
                    try:
                        world._desk_act(world.clinic, rng.randrange(9), rng.randrange(6))
                    except Refusal:
                        continue

        def guarded(act: Any, *given: Any) -> None:
            try:
                act(*given)
            except BaseException as error:
                broken.append(error)

        threads = [threading.Thread(target=guarded, args=(sends, who)) for who in (0, 1, 0, 1)]
        threads.append(threading.Thread(target=guarded, args=(desk,)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert broken == []
        applied = Counter(one["id"] for one in answers if one["outcome"] == "applied")
        assert set(applied.values()) <= {1}
        assert set(applied) == {row.operation for row in SyncedOperation.select().where(took_effect())}
        assert len(answers) == 4 * 12
        check_edges(world.clinic)
        assert clock.now() == NOW
