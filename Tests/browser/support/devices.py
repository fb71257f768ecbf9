"""The screens that pages are looked at on."""

from __future__ import annotations

DEVICES: dict[str, dict[str, object]] = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2},
}
"""What a browser context is told, by the name of the device."""
