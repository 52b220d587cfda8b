"""The tables of spot quizzes: the bank of questions, and who was asked what."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Id, db
from ..sync.models import Json, Synced


class QuizQuestion(Synced, db.Model):
    """One question of the installation's bank, single choice."""

    __tablename__ = "quiz_questions"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    question: Mapped[str] = mapped_column(Text)
    question_en: Mapped[str | None] = mapped_column(Text)
    #: [{"zh", "en"}], three or four.
    choices: Mapped[list[Any]] = mapped_column(Json)
    #: The place of the right one, from 0.
    right: Mapped[int] = mapped_column(Integer)
    explanation: Mapped[str] = mapped_column(Text)
    explanation_en: Mapped[str | None] = mapped_column(Text)
    #: Where it is asked: one of the sectors, if it names any, and one of the attributes, if it names any.
    sectors: Mapped[list[str]] = mapped_column(Json)
    traits: Mapped[list[str]] = mapped_column(Json)
    #: What it rests on, in words, and how far that was checked (a key of taxonomy.CERTAINTY).
    source: Mapped[str | None] = mapped_column(String(200))
    verified: Mapped[str] = mapped_column(String(40))
    #: `in_use`, `retired`.
    state: Mapped[str] = mapped_column(String(10))
    #: Written or changed here: a later version of the program leaves it alone.
    own: Mapped[bool] = mapped_column(Boolean)


class Quiz(Synced, db.Model):
    """What one person was asked on a walkthrough. Said once, and never changed."""

    __tablename__ = "quizzes"
    __table_args__ = (Index("ix_quizzes_walkthrough_id", "walkthrough_id"),)

    walkthrough_id: Mapped[str] = mapped_column(Id)
    #: Who was asked; no account is needed. His name, or what he is.
    person: Mapped[str] = mapped_column(String(80))
    role: Mapped[str | None] = mapped_column(String(80))
    asked_at: Mapped[str | None] = mapped_column(String(40))
    #: [{"code", "question", "chosen"}]: the words he saw, and the choice in words; null where he did not know.
    questions: Mapped[list[Any]] = mapped_column(Json)
    #: Whether each was right, by the bank as it is here; null for a question the bank does not have (any more).
    results: Mapped[list[Any]] = mapped_column(Json)
    #: How many were right.
    score: Mapped[int] = mapped_column(Integer)
