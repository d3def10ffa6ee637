"""`mrtnet completion`: what a shell needs to complete verbs, options and files."""

import argparse

from mrtnet.cli.verb import Call, Verb
from mrtnet.words import _

_BASH = """_mrtnet() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}" verb="" each
  for each in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case "$each" in -*) ;; *) verb="$each"; break;; esac
  done
  case "$verb" in
{cases}
    *) COMPREPLY=($(compgen -W "{verbs} --book --help --version" -- "$word"));;
  esac
}}
complete -o default -F _mrtnet mrtnet
"""
_FISH = "complete -c mrtnet -n __fish_use_subcommand -a {verb} -d '{help}'"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))


def _run(call: Call) -> None:
    from mrtnet.cli.main import VERBS, load

    verbs = {name: load(name) for name in VERBS}
    if call.told.shell == "fish":
        call.say("complete -c mrtnet -f")
        for name, verb in verbs.items():
            call.say(_FISH.format(verb=name, help=verb.help.replace("'", "’")))
            for option in _options(verb):
                call.say(f"complete -c mrtnet -n '__fish_seen_subcommand_from {name}' -l {option[2:]}")
        return
    if call.told.shell == "zsh":
        call.say("autoload -U +X bashcompinit && bashcompinit")
    cases = "\n".join(
        f'    {name}) COMPREPLY=($(compgen -W "{" ".join(_options(verb))}" -- "$word"));;'
        for name, verb in verbs.items()
    )
    call.say(_BASH.format(cases=cases, verbs=" ".join(verbs)).rstrip("\n"))


def _options(verb: Verb) -> list[str]:
    parser = argparse.ArgumentParser(add_help=False)
    verb.arguments(parser)
    return [option for action in parser._actions for option in action.option_strings if option.startswith("--")]


VERB = Verb(
    help=_("print the completion script for a shell"),
    examples=('eval "$(mrtnet completion bash)"', "mrtnet completion fish > ~/.config/fish/completions/mrtnet.fish"),
    arguments=_arguments,
    run=_run,
    needs_book=False,
)
