# What a newcomer can do: "make help". Each target is one line of something else.
.DEFAULT_GOAL := help
.PHONY: help build test unit bench format image daemon-image base-image engine engines up down list plan clean \
  init spawn-openai spawn-anthropic spawn-local health metrics stop-all cleanup demo install uninstall \
  docker-build docker-up docker-down docker-logs

help: ## Show this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## Build everything, without tests
	mvn -B -ntp -DskipTests package

test: ## Run every test; gets a container engine where it can
	scripts/test

unit: ## Run the tests that need no engine
	mvn -B -ntp test

bench: ## Measure beside docker-compose and the raw engine API; 12 minutes on an otherwise idle machine
	scripts/bench $(ARGS)

format: ## Format the sources
	mvn -B -ntp -q -Dspotless.goal=apply process-sources

image: engine base-image ## Build the embedded kernel's image, fleet-kernel:latest
	scripts/build-image

daemon-image: engine base-image ## Build docker-fleet's own image, docker-fleet:latest
	scripts/build-image --daemon

base-image: engine ## Get the Debian image that the kernel images are built on
	scripts/ensure-base-image

engine: ## Get a container engine, if none answers
	scripts/ensure-engine

engines: base-image ## Start further engines, to run the tests on (docs/engines.md)
	scripts/ensure-engines

up: ## Start the fleet
	./docker-fleet up

down: ## Stop and remove the fleet
	./docker-fleet down

list: ## Show the kernels
	./docker-fleet list

plan: ## Show what "up" would do, and why
	./docker-fleet plan

health: ## Ask the kernels whether they answer
	./docker-fleet health

metrics: ## Show what the kernels use, as JSON
	./docker-fleet metrics

init: ## Make the fleet's folder, and see what this machine lacks
	mkdir -p -m 700 "$${FLEET_HOME:-$$HOME/.llmspell/fleet}"
	./docker-fleet version
	-./docker-fleet doctor

spawn-openai: ## Start one kernel by hand, for OpenAI
	./docker-fleet spawn openai

spawn-anthropic: ## Start one kernel by hand, for Anthropic
	./docker-fleet spawn anthropic

spawn-local: ## Start one kernel by hand, for a local model
	./docker-fleet spawn local

stop-all: ## Stop all kernels
	./docker-fleet stop-all

cleanup: ## Remove kernels that have ended, and what crashes have left
	./docker-fleet cleanup

demo: ## Start two kernels, look at them, stop them
	scripts/demo

docker-build: image ## Build the embedded kernel's image

docker-up: ## Start the fleet in containers
	./docker-fleet --runtime docker up

docker-down: ## Stop and remove those
	./docker-fleet --runtime docker down

docker-logs: ## Show what they have printed
	./docker-fleet --runtime docker logs

install: ## Make "docker fleet" and shell completions work, for you alone
	./docker-fleet install

uninstall: ## Undo that
	./docker-fleet uninstall

clean: ## Remove what was built
	mvn -B -ntp -q clean
