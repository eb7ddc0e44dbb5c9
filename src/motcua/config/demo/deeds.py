"""What everybody in a story needs: the dossier, its open step, who is there to act, and saying a verb."""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Collection
from datetime import datetime
from random import Random

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.shelf import shelf
from motcua.config.demo.attachments import another
from motcua.config.demo.stories import Story
from motcua.documents.models import File
from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.routing import candidates
from motcua.dossiers.work import process_questions
from motcua.ledger.actor import Actor
from motcua.people.actors import actor_for
from motcua.people.permissions import allows, works_as
from motcua.people.roster import roster
from motcua.rules.calendar import legal_day
from motcua.rules.documents import FileOrigin
from motcua.rules.lifecycle import NodeKind, Role, Verb
from motcua.rules.process import ProcessMap

Act = Callable[[datetime], None]


class Deeds(ABC):
    """A dossier of a story, and who may do something to it."""

    def __init__(self, story: Story, rng: Random, samples: tuple[File, ...]) -> None:
        self.story, self.rng, self.samples = story, rng, samples
        self.ref = ""
        self.dossier = Dossier()  # after the first act: as it came from the verb; `now` reads it anew
        self.pending: deque[tuple[datetime, Act]] = deque()

    @abstractmethod
    def plan(self, at: datetime) -> None:
        """Plan what will be done at the open step."""

    def later(self, at: datetime, act: Act) -> None:
        """One more act, behind those that are planned."""
        self.pending.append((at, act))

    def soon(self, at: datetime, least: int, most: int) -> datetime:
        """So many working minutes of the office behind a moment."""
        return calendar_for(self.steps()[-1].unit_id).add_minutes(at, self.rng.randint(least, most))

    def now(self) -> Dossier:
        """The dossier as it stands."""
        return Dossier.objects.get(pk=self.dossier.pk)

    def say(self, verb: Verb, actor: Actor, at: datetime, **fields: object) -> None:
        """Say a verb."""
        command = COMMANDS[verb]
        command.function(self.ref, command.order(**fields), actor=actor, at=at)

    def file(self, name: str, actor: Actor, at: datetime, origin: FileOrigin) -> str:
        """The public id of one more file that somebody has sent."""
        sample = self.rng.choice(self.samples)
        return str(another(sample, f"{name} {self.ref}", by=actor, at=at, origin=origin).public_id)

    # --- who

    def hand(self, step: Step, at: datetime) -> Actor | None:
        """Whoever holds the step, or somebody who may take it; None when nobody is there."""
        on, picture = legal_day(at), roster()
        if step.person_id is not None:
            postings = [p for p in picture.postings_of(step.person_id, on) if p.unit_id == step.unit_id]
        else:
            postings = list(candidates(Role(step.role), unit_id=step.unit_id, sector=self.story.version.sector, on=on))
        taken = self.hands(step)
        fitting = [
            p
            for p in sorted(postings, key=lambda p: p.id)
            if works_as(p.role, Role(step.role)) and p.staff_id not in taken and picture.absence(p.staff_id, at) is None
        ]
        return actor_for(self.rng.choice(fitting), on=on) if fitting else None

    def hands(self, step: Step) -> set[int | None]:
        """Who has had another hand in it (Decree 61/2018 Art. 17, 19)."""
        if self.map().on_site or step.kind in (NodeKind.INTAKE, NodeKind.RETURN):
            return set()
        done = [other for other in self.steps() if other.pk != step.pk and other.person_id != step.person_id]
        kinds = {NodeKind.INTAKE, NodeKind.WORK if step.kind == NodeKind.APPROVE else NodeKind.APPROVE}
        return {other.person_id for other in done if other.kind in kinds and other.role != Role.COORDINATOR}

    def who(self, verb: Verb, at: datetime, *roles: Role, without: Collection[int | None] = ()) -> Actor | None:
        """Somebody present who may say a verb that no step gives to anybody, of the first role that has one."""
        dossier, on, picture = self.now(), legal_day(at), roster()
        units = {dossier.holder_unit_id, dossier.competent_unit_id, dossier.receiving_unit_id}
        units |= set(picture.ancestors(dossier.competent_unit_id, on))
        for role in roles:
            postings = [posting for unit_id in units for posting in picture.postings_in(unit_id, on, role)]
            fitting = [
                actor
                for posting in sorted(postings, key=lambda posting: posting.id)
                if posting.staff_id not in without
                and picture.absence(posting.staff_id, at) is None
                and allows(actor := actor_for(posting, on=on), verb, dossier, sector=self.story.version.sector, at=at)
            ]
            if fitting:
                return self.rng.choice(fitting)
        return None

    def steps(self) -> list[Step]:
        """The steps so far."""
        return list(Step.objects.filter(dossier_id=self.dossier.pk).order_by("no"))

    def map(self) -> ProcessMap:
        """The process on which it runs."""
        return shelf().process(self.dossier.process_version_id or 0).map

    def questions(self) -> dict[str, object]:
        """What the roads of the process ask."""
        return process_questions(self.story.version, self.dossier.case_id, self.story.channel)
