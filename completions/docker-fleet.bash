# Completions of docker-fleet for bash. `docker-fleet install` links this to where bash looks for it.
_docker_fleet() {
  local candidate i typed='' words=()
  COMPREPLY=()
  # bash hands `--file=x` over as three words, and replaces the last of them alone.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    if [[ i -gt 1 && (${COMP_WORDS[i]} == [=:]* || ${COMP_WORDS[i - 1]} == [=:]) ]]; then
      typed=${words[-1]}
      words[-1]+=${COMP_WORDS[i]}
    else
      typed=''
      words+=("${COMP_WORDS[i]}")
    fi
  done
  [[ ${COMP_WORDS[COMP_CWORD]} != [=:] ]] || typed=${words[-1]}
  while IFS= read -r candidate; do
    COMPREPLY+=("${candidate#"$typed"}")
  done < <(FLEET_BUILD=never "${COMP_WORDS[0]}" complete -- "${words[@]}" 2>/dev/null)
}
complete -o default -F _docker_fleet docker-fleet llmspell-fleet docker-fleet.sh
