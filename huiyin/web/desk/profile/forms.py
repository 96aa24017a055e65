"""What one sets for oneself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class Preferences(forms.Form):
    language = forms.ChoiceField(
        label=_("语言"), choices=[("zh-hans", "中文"), ("en", "English")], widget=forms.RadioSelect  # data
    )
    theme = forms.ChoiceField(
        label=_("外观"),
        choices=[("light", _("浅色")), ("dark", _("深色")), ("auto", _("跟随系统"))],
        widget=forms.RadioSelect,
    )
    single_keys = forms.BooleanField(
        label=_("使用单字母快捷键"), required=False,
        help_text=_("如 N 登记、J/K 移动。用语音输入或读屏软件的，可以关闭；带 Ctrl 的按键不受影响。"),
    )  # fmt: skip
