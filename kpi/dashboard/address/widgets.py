"""Widgets whose value stands in the address: the address is asked first, and a change is written into it.

So a link shows what its sender saw, and the browser's way back leads to what was shown before. `options` are codes with
their words; `usual` is the value that the address leaves out.
"""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from kpi.dashboard.session_keys import widget

Options = Mapping[str, str]


def _write(name: str, usual: str | Sequence[str]) -> None:
    value = st.session_state[widget(name)]
    if value is None or value == usual or (isinstance(value, list) and value == list(usual)):
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value


def select(name: str, label: str, options: Options, value: str, usual: str = "") -> str:
    """One of many codes, looked for by typing."""
    st.session_state[widget(name)] = value
    st.selectbox(
        label, list(options), key=widget(name), format_func=_words(options), on_change=_write, args=(name, usual)
    )
    return value


def slider(name: str, label: str, options: Options, value: str, usual: str = "") -> str:
    """One of a few codes in their order."""
    st.session_state[widget(name)] = value
    st.select_slider(
        label, list(options), key=widget(name), format_func=_words(options), on_change=_write, args=(name, usual)
    )
    return value


def several(
    name: str, label: str, options: Options, value: Sequence[str], *, empty: str, most: int | None = None
) -> None:
    """Any number of codes; `empty` is what stands in place of none."""
    st.session_state[widget(name)] = list(value)
    st.multiselect(
        label,
        list(options),
        key=widget(name),
        format_func=_words(options),
        placeholder=empty,
        max_selections=most,
        on_change=_write,
        args=(name, ()),
    )


def switch(name: str, label: str, options: Options, value: str, usual: str = "") -> str:
    """One of two to four codes, all of them seen."""
    st.session_state[widget(name)] = value
    st.radio(
        label,
        list(options),
        key=widget(name),
        format_func=_words(options),
        horizontal=True,
        on_change=_write,
        args=(name, usual),
    )
    return value


def _words(options: Options) -> Callable[[str], str]:
    return lambda code: options.get(code, code)
