# Completions of docker-fleet for fish. `docker-fleet install` links this to where fish looks for it.
function __docker_fleet_candidates
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    FLEET_BUILD=never $program complete -- $words (commandline -ct) 2>/dev/null
end

for program in docker-fleet llmspell-fleet docker-fleet.sh
    complete -c $program -f -a '(__docker_fleet_candidates)'
    complete -c $program -s f -l file -r -F
end
