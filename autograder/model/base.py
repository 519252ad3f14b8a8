"""The one base of all records: frozen, unknown fields refused."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen record. Records do not load, print, score or store themselves."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")
