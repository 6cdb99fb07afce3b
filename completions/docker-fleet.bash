# Completions of docker-fleet for bash. `docker-fleet install` links this to where bash looks for it.
_docker_fleet() {
  local candidate
  COMPREPLY=()
  while IFS= read -r candidate; do
    COMPREPLY+=("$candidate")
  done < <(FLEET_BUILD=never "${COMP_WORDS[0]}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _docker_fleet docker-fleet llmspell-fleet docker-fleet.sh
