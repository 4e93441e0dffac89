"""Applies JSON merge patches (RFC 7396). `builders.merge_patch` makes their schema."""

from typing import Any


def apply_merge_patch(stored: Any, patch: Any) -> Any:
    """The patched value: members of the patch replace stored ones, objects are merged, null removes a member."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(stored) if isinstance(stored, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = apply_merge_patch(merged.get(name), value)
    return merged
